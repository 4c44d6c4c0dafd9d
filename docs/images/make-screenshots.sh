#!/bin/sh
# Makes the pictures of the window in this folder. Needs Xvfb, a window manager (openbox) and the
# fonts of Chinese (fonts-wqy-microhei); changes nothing else.
set -eu
cd "$(dirname "$0")/../.."
out=${1:-docs/images}
classpath=$(mktemp)
trap 'rm -f "$classpath"' EXIT
mvn -B -ntp -q test-compile dependency:build-classpath -Dmdep.outputFile="$classpath" -Dmdep.includeScope=test

# shot SCREEN JAVA-OPTIONS THEME SUFFIX
shot() {
  xvfb-run -a -s "-screen 0 $1" sh -c '
    openbox & sleep 1
    timeout 300 java -Xmx2g $1 -cp "$2" sc.fiji.fewshot.ui.Screenshots "$3" "$4" $5' \
    sh "$2" "target/test-classes:target/classes:$(cat "$classpath")" "$out" "$3" "$4"
}
# Nothing is kept for the next time that the image is opened.
export FEWSHOT_AUTOSAVE=off
english="-Duser.language=en -Duser.country=US"
shot 1600x1000x24 "$english" light ""
shot 1600x1000x24 "$english" dark -dark
shot 3200x2000x24 "$english -Dsun.java2d.uiScale=2" light -2x
shot 1600x1000x24 "-Duser.language=zh -Duser.country=CN" light -zh
