#!/bin/bash
# Makes the summary and the report when all tasks of slurm-array.sh have ended well; see there.
#
#   sbatch --dependency=afterok:JOB slurm-merge.sh results
#
# Ends with exit code 3 if there are images that could not be classified; the log and the report list them.
#SBATCH --job-name=fewshot-merge
#SBATCH --cpus-per-task=1
#SBATCH --mem=2G
#SBATCH --time=00:30:00
#SBATCH --output=fewshot-merge-%j.log

exec "${FEWSHOT:-fewshot}" merge "$@"
