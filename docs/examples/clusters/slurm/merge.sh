#!/bin/bash
#SBATCH --job-name=merge
#SBATCH --mem=2G
#SBATCH --time=01:00:00
#SBATCH --output=merge.log

exec voxomics cohort manifest.csv --settings settings.yaml --merge shards/* --out results
