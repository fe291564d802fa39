#!/usr/bin/env bash
# Trains a model pack and assembles it; README.md says what the steps are. Start it again after an interruption: what is done and newer than
# what it was made of is skipped, a training goes on from its last checkpoint (at most four minutes old).
set -euo pipefail

usage() {
  cat << 'END'
train.sh --data DIR [options]
  --data DIR             photographs (icdar2015_train, svt_train, iiit5k_train, backgrounds)
  --device cpu|cuda      cpu: two cores, one for each network; cuda: a GPU and all cores for the data            (cpu)
  --detector-minutes N   time of the detector's training                                             (cpu 240, cuda 60)
  --words-minutes N      time of the word encoder's training                                         (cpu 240, cuda 60)
  --joint-minutes N      time it goes on for on the detector's own boxes                              (cpu 60, cuda 20)
  --out DIR              pack to write, .../<name>/<version>                                 (../models/scene-text/2)
  --runs DIR             checkpoints, scores, evidence and train.log                                           (runs)
  --indexing COMMAND     the product, where it is not to be built                (dotnet run ../../services/Standalone)
  --dry-run              print the steps
END
}

fail() { echo "train.sh: $*" >&2; exit 2; }

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python=${PYTHON:-python3}
data='' device=cpu detector_minutes='' words_minutes='' joint_minutes='' dry_run=''
out=$here/../models/scene-text/2 runs=$here/runs
indexing=(dotnet run -c Release --project "$here/../../services/Standalone" --)

while (($#)); do
  option=$1
  case $option in
    --help) usage; exit ;;
    --dry-run) dry_run=yes; shift; continue ;;
  esac
  (($# > 1)) || fail "$option needs a value (see --help)"
  case $option in
    --data) data=$(realpath -m "$2") ;;
    --device) device=$2 ;;
    --detector-minutes) detector_minutes=$2 ;;
    --words-minutes) words_minutes=$2 ;;
    --joint-minutes) joint_minutes=$2 ;;
    --out) out=$2 ;;
    --runs) runs=$2 ;;
    --indexing) read -ra indexing <<< "$2" ;;
    *) fail "$option: no such option (see --help)" ;;
  esac
  shift 2
done
[[ -n $data ]] || fail "--data is missing (see --help)"
case $device in
  cpu) minutes=(240 240 60) ;;
  cuda) minutes=(60 60 20) ;;
  *) fail "--device $device: cpu or cuda" ;;
esac
detector_minutes=${detector_minutes:-${minutes[0]}} words_minutes=${words_minutes:-${minutes[1]}}
joint_minutes=${joint_minutes:-${minutes[2]}}
out=$(realpath -m "$out") runs=$(realpath -m "$runs")

# shellcheck source=steps.sh
source "$here/steps.sh"

cd "$here"
export OMP_NUM_THREADS=1
detector=$runs/detector/checkpoint.pt main=$runs/words/main/checkpoint.pt joint=$runs/words/joint/checkpoint.pt
boxes=$runs/detector/boxes.jsonl
# What was done counts for these pictures and this pack only.
done=$runs/done/$(printf '%s\n' "$data" "$out" | sha1sum | cut -c1-12)
[[ -n $dry_run ]] || mkdir -p "$done"

# 1. The networks: side by side on two cores, one after the other on a GPU.
start train-detector "$python" -m scenetext.train_detector --data "$data" --out "$runs/detector" --minutes "$detector_minutes" \
  --device "$device"
[[ $device == cpu ]] || finish
start train-words "$python" -m scenetext.train_word_encoder --data "$data" --out "$runs/words/main" --minutes "$words_minutes" \
  --real 0.3:0.15 0.6:0.25 0.85:0.4 --device "$device"
finish

# 2. The joint step: the word encoder goes on with what the detector cuts out.
step boxes "$detector" -- "$python" -m scenetext.write_boxes --data "$data" --checkpoint "$detector" --out "$boxes"
# A joint training of an older network or of older boxes is of no use.
if [[ -z $dry_run && -e $joint && ($main -nt $joint || $boxes -nt $joint) ]]; then rm -r "$runs/words/joint"; fi
start train-joint "$python" -m scenetext.train_word_encoder --data "$data" --out "$runs/words/joint" --minutes "$joint_minutes" \
  --start-from "$main" --boxes "$boxes" --real 0:0.3 0.5:0.4 --non-text 0.15 --device "$device"
step detector-scores "$detector" -- "$python" -m scenetext.evaluate_detector --data "$data" --checkpoint "$detector" \
  --out "$runs/detector/scores.json"
finish
step words-scores "$joint" -- "$python" -m scenetext.evaluate_words --data "$data" --checkpoint "$joint" --json "$runs/words/scores.json"

# 3. The networks of the pack and their variants.
step export-detector "$done/detector-scores" -- "$python" -m scenetext.export_detector --checkpoint "$detector" \
  --scores "$runs/detector/scores.json" --out "$out"
step export-words "$done/words-scores" -- "$python" -m scenetext.export_word_encoder --checkpoint "$joint" \
  --scores "$runs/words/scores.json" --out "$out"
step variants "$done/export-detector" "$done/export-words" -- "$python" -m scenetext.quantize_pack --data "$data" --pack "$out"
step pack "$done/variants" -- "$python" -m scenetext.assemble_pack --pack "$out"

# 4. The fusion, on what no network has seen, through the product itself.
export Inference__ModelPack=$out
step scenes -- "$python" -m scenetext.write_heldout_scenes --data "$data" --out "$runs/scenes"
step evidence-photographs "$done/pack" -- "${indexing[@]}" eval evidence --set "$data/icdar2015_train" --holdout 5 \
  --out "$runs/evidence-photographs.jsonl"
step evidence-scenes "$done/pack" "$done/scenes" -- "${indexing[@]}" eval evidence --set "$runs/scenes" --out "$runs/evidence-scenes.jsonl"
step evidence-similar "$done/pack" -- "${indexing[@]}" eval evidence --set "$data/icdar2015_train" --holdout 5 --similar \
  --out "$runs/evidence-similar.jsonl"
step relevance "$done/evidence-photographs" "$done/evidence-scenes" -- "$python" -m scenetext.fit_relevance \
  --evidence "$runs/evidence-photographs.jsonl" "$runs/evidence-scenes.jsonl" --out "$out/relevance.json"
step similarity "$done/evidence-similar" -- "$python" -m scenetext.fit_similarity --evidence "$runs/evidence-similar.jsonl" \
  --out "$out/similarity.json"
step fitted-pack "$done/relevance" "$done/similarity" -- "$python" -m scenetext.assemble_pack --pack "$out"
say "the pack is $out"
