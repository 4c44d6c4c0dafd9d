#!/bin/bash
# Classifies images with a SLURM array job: task I of N does share I/N, each with about the same number of pixels.
#
#   job=$(sbatch --parsable --array=1-16 slurm-array.sh --classifier cells.fewshot --input slides --out results)
#   sbatch --dependency=afterok:$job slurm-merge.sh results
#
# All words are those of "fewshot classify". FEWSHOT names the launcher if "fewshot" is not on the PATH. A task that is
# killed, pre-empted or requeued goes on where it was, and so does the same line submitted again. To repeat some tasks
# only, say how many shares there were:
#
#   FEWSHOT_SHARES=16 sbatch --array=3,7 slurm-array.sh --classifier cells.fewshot --input slides --out results
#
# Words of sbatch go before the script's name, such as --cpus-per-task=16 --mem=32G --partition=NAME.
#SBATCH --job-name=fewshot
#SBATCH --cpus-per-task=4
#SBATCH --mem=8G
#SBATCH --time=04:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=fewshot-%A_%a.log

set -eu
: "${SLURM_ARRAY_TASK_ID:?submit this script with sbatch --array=1-N}"
if [ -z "${FEWSHOT_SHARES:-}" ]; then
  if [ "$SLURM_ARRAY_TASK_MIN" -ne 1 ] || [ "$SLURM_ARRAY_TASK_COUNT" -ne "$SLURM_ARRAY_TASK_MAX" ]; then
    echo "Submit all shares (sbatch --array=1-N), or say how many there are (FEWSHOT_SHARES=N) to do some of them." >&2
    exit 2
  fi
  FEWSHOT_SHARES=$SLURM_ARRAY_TASK_COUNT
fi
# Half of the memory for Java, the rest for the CNN.
export JAVA_OPTS="${JAVA_OPTS:--Xmx$((${SLURM_MEM_PER_NODE:-8192} / 2))m}"
code=0
"${FEWSHOT:-fewshot}" classify --shard "$SLURM_ARRAY_TASK_ID/$FEWSHOT_SHARES" --resume \
  --threads "${SLURM_CPUS_PER_TASK:-1}" "$@" || code=$?
# Images that cannot be read (3) do not keep the others from being merged, which lists them again.
if [ "$code" -eq 3 ]; then
  code=0
fi
exit "$code"
