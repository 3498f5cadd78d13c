#!/bin/bash
#SBATCH --job-name=measure
#SBATCH --cpus-per-task=1
#SBATCH --mem=2G
#SBATCH --time=04:00:00
#SBATCH --requeue
#SBATCH --output=shard-%a.log
#SBATCH --open-mode=append

# SHARDS is needed where only a part of the array runs again: SHARDS=4 sbatch --array=2,3 measure.sh
exec voxomics cohort manifest.csv --settings settings.yaml \
  --shard "$SLURM_ARRAY_TASK_ID/${SHARDS:-$SLURM_ARRAY_TASK_COUNT}" \
  --workers "$SLURM_CPUS_PER_TASK" --out "shards/$SLURM_ARRAY_TASK_ID"
