#!/bin/sh
# Kills a folder job at random moments and checks that it ends with the same bytes as an undisturbed one:
#   src/test/scripts/kill-folder-job.sh [KILLS] [SEED]
set -eu
cd "$(dirname "$0")/../../.."
exec mvn -q -B test-compile surefire:test -Dtest=KilledJobTest -Dfewshot.kills="${1:-20}" ${2:+-Dfewshot.seed="$2"}
