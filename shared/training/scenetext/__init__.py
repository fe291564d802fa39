"""Training code of the scene-text models: synthetic data, text detector, word encoder, text tower, ONNX export."""
