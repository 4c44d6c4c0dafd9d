#!/bin/bash
# Classifies images with the scripts of plugins/cluster on a SLURM of its own, one node with a controller that ends with
# this script; requeues one task of four half-way; and compares all results with those of one machine.
# Needs target/dist, and slurm-wlm and munge of Debian. Skips, saying so, where SLURM is not installed or does not start.
#   src/test/scripts/slurm-array-test.sh [FOLDER_TO_KEEP]
set -euo pipefail
cd "$(dirname "$0")/../../.."
project=$PWD
patience=${SLURM_TEST_SECONDS:-420}
shares=4
images=12

skip() {
  echo "SLURM test skipped: $*"
  exit 0
}
fail() {
  echo "SLURM test FAILED: $*" >&2
  tail -n 20 "$folder"/*.log >&2 || true
  exit 1
}

for tool in munged slurmctld slurmd sbatch scontrol squeue; do
  command -v $tool >/dev/null || skip "there is no $tool (packages slurm-wlm and munge)."
done
[ -x target/dist/bin/fewshot ] || skip "there is no target/dist; run mvn package first."

folder=${1:-$(mktemp -d)}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
chmod 755 "$folder"
daemons=()
end() {
  # Only ever in the SLURM of this script.
  [ ${#daemons[@]} -eq 0 ] || timeout 10 scancel --quiet --user="$(id -un)" >/dev/null 2>&1 || true
  for ((i = ${#daemons[@]} - 1; i >= 0; i--)); do
    kill "${daemons[i]}" 2>/dev/null || true
  done
  sleep 1
  for pid in "${daemons[@]}"; do
    kill -9 "$pid" 2>/dev/null || true
  done
  [ $# -gt 0 ] || rm -rf "$folder"
}
trap 'end "$@"' EXIT
trap 'exit 1' INT TERM

# Waits until a command succeeds; ends with 1 if that does not happen in time.
await() {
  local until=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $until ] || return 1
    sleep 0.2
  done
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null ||
    echo $((20000 + RANDOM % 10000))
}

# A SLURM of its own, of the user who runs this.
user=$(id -un)
node=$(hostname -s)
mkdir -p "$folder/state" "$folder/spool"
(umask 077 && head -c 1024 /dev/urandom >"$folder/munge.key")
cat >"$folder/slurm.conf" <<CONF
ClusterName=fewshot
SlurmctldHost=$node(127.0.0.1)
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$folder/munge.socket,cred_expire=5
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=1,batch_sched_delay=1
KillWait=2
ReturnToService=2
NodeName=$node NodeAddr=127.0.0.1 CPUs=$shares
PartitionName=all Nodes=ALL Default=YES
CONF
export SLURM_CONF=$folder/slurm.conf
munged --foreground --force --key-file="$folder/munge.key" --socket="$folder/munge.socket" \
  --pid-file="$folder/munge.pid" --seed-file="$folder/munge.seed" --log-file="$folder/munged.log" \
  >"$folder/munged.out" 2>&1 &
daemons+=($!)
await 10 test -S "$folder/munge.socket" || skip "munged does not start: $(tail -n 1 "$folder/munged.out")"
slurmctld -D -L "$folder/slurmctld.log" >/dev/null 2>&1 &
daemons+=($!)
slurmd -D -N "$node" -L "$folder/slurmd.log" >/dev/null 2>&1 &
daemons+=($!)
idle() { [ "$(timeout 5 sinfo --noheader --format=%T 2>/dev/null)" = idle ]; }
await 40 idle || skip "SLURM does not start: $(tail -q -n 1 "$folder/slurmctld.log" "$folder/slurmd.log")"

# A job that takes some seconds a task: copies of a sample image.
export FEWSHOT=$project/target/dist/bin/fewshot OMP_WAIT_POLICY=PASSIVE JAVA_OPTS=-Xmx512m
cd "$folder"
mkdir slides
for i in $(seq -w $images); do
  cp "$project/target/dist/sample-images/fluorescence.tif" "slides/i$i.tif"
done
head -c 5000 slides/i01.tif >slides/bad.tif
timeout "$patience" "$FEWSHOT" train --quiet --device cpu --views 1 --examples "$project/target/dist/sample-images/fluorescence-rois.zip" \
  --image "$project/target/dist/sample-images/fluorescence.tif" --out cells.fewshot || fail "no classifier"
words=(--classifier cells.fewshot --input slides --device cpu --patch 128 --stride 64)
code=0
timeout "$patience" "$FEWSHOT" classify "${words[@]}" --out local --quiet 2>local.err || code=$?
[ $code -eq 3 ] || fail "one machine ended with $code, not 3: $(cat local.err)"

array=$(timeout 20 sbatch --parsable --array=1-$shares --cpus-per-task=1 --mem=0 "$project/plugins/cluster/slurm-array.sh" \
  "${words[@]}" --out results)
merge=$(timeout 20 sbatch --parsable --dependency=afterok:"$array" --mem=0 "$project/plugins/cluster/slurm-merge.sh" results)

# Kills a task when it has done some of its images but not all.
journal=results/fewshot-journal/2-of-$shares.jsonl
done_images() { grep -c '"files"' "$journal" 2>/dev/null || true; }
begun() { [ "$(done_images)" != "" ] && [ "$(done_images)" -ge 1 ]; }
await "$patience" begun || fail "share 2 did nothing"
before=$(done_images)
planned=$((images / shares))
timeout 20 scontrol requeue "${array}_2"
# Here nobody waits for the file systems of other nodes.
soon() { timeout 20 scontrol update JobId="${array}_2" StartTime=now 2>/dev/null; }
await 30 soon || true
[ "$before" -lt "$planned" ] || fail "share 2 had ended before it was requeued"

ended() { [ -z "$(timeout 20 squeue --noheader --jobs="$array,$merge" 2>/dev/null)" ]; }
await "$patience" ended || fail "not at an end: $(squeue 2>&1)"
restarts=$(timeout 20 scontrol show job "${array}_2" | grep -o 'Restarts=[0-9]*')
[ "$restarts" = Restarts=1 ] || fail "share 2 was not started again ($restarts)"
state=$(timeout 20 scontrol show job "$merge" | grep -o 'ExitCode=[0-9]*')
[ "$state" = ExitCode=3 ] || fail "the merge did not list the damaged image ($state)"
diff --recursive --brief --exclude=fewshot-journal local results || fail "results differ from those of one machine"
files=$(find results -type f -not -path '*/fewshot-journal/*' | wc -l)
lines=$(cat results/fewshot-journal/*.jsonl | grep -c '"files"')
[ "$lines" -eq "$images" ] || fail "$lines images were recorded, not each of $images once"
echo "SLURM test passed: share 2 of $shares requeued after $before of $planned images; $files files are the same as of one machine."
