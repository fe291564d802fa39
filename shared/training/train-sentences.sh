#!/usr/bin/env bash
# Trains a sentence pack and assembles it; README.md says what the steps are. Start it again after an interruption: what is done and newer than
# what it was made of is skipped, a training goes on from its last checkpoint (at most five epochs old).
set -euo pipefail

usage() {
  cat << 'END'
train-sentences.sh --data DIR [options]
  --data DIR           photographs (flickr8k_160, backgrounds)
  --words-epochs N     epochs in which the image tower learns to predict the words of the captions        (60)
  --recipe-epochs N    epochs of each recipe that is compared, on the features of that tower              (20)
  --epochs N           epochs of both towers together                                                     (26)
  --scenes N           drawn scenes with boxes, for the map                                             (6000)
  --recipes-only       stop after the comparison of the recipes
  --out DIR            pack to write, .../<name>/<version>                    (../models/scene-sentence/1)
  --runs DIR           checkpoints, scores and train.log                                 (runs/sentences)
  --dry-run            print the steps
END
}

fail() { echo "train-sentences.sh: $*" >&2; exit 2; }

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python=${PYTHON:-python3}
data='' words_epochs=60 recipe_epochs=20 epochs=26 scenes=6000 recipes_only='' dry_run=''
out=$here/../models/scene-sentence/1 runs=$here/runs/sentences

while (($#)); do
  option=$1
  case $option in
    --help) usage; exit ;;
    --dry-run) dry_run=yes; shift; continue ;;
    --recipes-only) recipes_only=yes; shift; continue ;;
  esac
  (($# > 1)) || fail "$option needs a value (see --help)"
  case $option in
    --data) data=$(realpath -m "$2") ;;
    --words-epochs) words_epochs=$2 ;;
    --recipe-epochs) recipe_epochs=$2 ;;
    --epochs) epochs=$2 ;;
    --scenes) scenes=$2 ;;
    --out) out=$2 ;;
    --runs) runs=$2 ;;
    *) fail "$option: no such option (see --help)" ;;
  esac
  shift 2
done
[[ -n $data ]] || fail "--data is missing (see --help)"
out=$(realpath -m "$out") runs=$(realpath -m "$runs")

# shellcheck source=steps.sh
source "$here/steps.sh"

cd "$here"
export OMP_NUM_THREADS=1
words=$runs/words/checkpoint.pt towers=$runs/towers/checkpoint.pt
# What was done counts for these pictures and this pack only.
done=$runs/done/$(printf '%s\n' "$data" "$out" | sha1sum | cut -c1-12)
[[ -n $dry_run ]] || mkdir -p "$done"

# 1. The image tower learns to see what captions speak of.
step words -- "$python" -m scenesentence.pretrain_image_tower --data "$data" --out "$runs/words" --epochs "$words_epochs"

# 2. The recipes, on the features of that tower.
for recipe in instance ranking both structure contrastive combined; do
  step "recipe-$recipe" "$done/words" -- "$python" -m scenesentence.train_towers --data "$data" --recipe "$recipe" --start-from "$words" \
    --frozen "$runs/features.pt" --epochs "$recipe_epochs" --batch 256 --each 1 --out "$runs/recipes/$recipe"
done
if [[ -n $recipes_only ]]; then exit; fi

# 3. Both towers together, and the map.
step towers "$done/words" -- "$python" -m scenesentence.train_towers --data "$data" --recipe combined --start-from "$words" \
  --scenes "$scenes" --epochs "$epochs" --batch 128 --out "$runs/towers"

# 4. The pack.
step export "$done/towers" -- "$python" -m scenesentence.export_towers --checkpoint "$towers" --data "$data" --out "$out"
say "the pack is $out"
