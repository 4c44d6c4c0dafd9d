#!/bin/sh
# Times a job with one Spark worker of one core and with two, on a machine that has nothing else to do:
#   src/test/scripts/spark-scaling.sh [IMAGES]
# Needs target/dist (mvn package).
set -eu
cd "$(dirname "$0")/../../.."
uptime
exec mvn -q -B test-compile surefire:test -Dtest=SparkScaling -Dsurefire.failIfNoSpecifiedTests=true -Dfewshot.images="${1:-160}"
