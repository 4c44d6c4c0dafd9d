// Applies a classifier to the image or stack that is open and colours it by class.
//
// Choose Plugins > Few-Shot > Classify Open Stack, or from another macro:
//
//   dir = getDirectory("plugins") + "Few-Shot/";
//   runMacro(dir + "Classify_Open_Stack.ijm", "classifier=/data/cells.fewshot labels=true");
//
// classifier   classifier file
// labels, probabilities, table, areas   true: show the results of that name as well
// output       folder for result files
// ...          and whatever else Classify Image or Stack... takes: mode, stride, overlay, overwrite

var options = getArgument();

if (nImages == 0)
    exit("There is no image; open one first.");
if (options == "") {
    if (call("java.awt.GraphicsEnvironment.isHeadless") == "true")
        exit("Without a screen give the macro its options: classifier=FILE output=FOLDER.");
    Dialog.create("Classify Open Stack");
    Dialog.addFile("Classifier", "");
    Dialog.addCheckbox("Labels as an image", true);
    Dialog.addCheckbox("Areas of the classes", false);
    Dialog.show();
    options = "classifier=[" + Dialog.getString() + "]";
    if (Dialog.getCheckbox())
        options += " labels=true";
    if (Dialog.getCheckbox())
        options += " areas=true";
}
classifier = option("classifier");
if (classifier == "")
    exit("Give the classifier file to apply: classifier=FILE.");
install();
run("Classify Image or Stack...", options);

// The value of "key=value" or "key=[value with spaces]" in the options, or nothing.
function option(key) {
    return call("ij.Macro.getValue", options + " ", key, "");
}

// Plain ImageJ, whose version has no "/", knows the commands only when it has a screen; Fiji always does.
function install() {
    if (indexOf(getVersion(), "/") < 0)
        call("sc.fiji.fewshot.imagej.Commands.install");
}
