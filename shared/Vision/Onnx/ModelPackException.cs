namespace Indexing.Vision.Onnx;

/// <summary>A model pack is missing, incomplete, damaged or of another form. The message says what to do; a retry never helps.</summary>
public sealed class ModelPackException(string message, Exception? innerException = null) : Exception(message, innerException);
