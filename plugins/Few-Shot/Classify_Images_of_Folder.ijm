// Applies a classifier to all images and stacks of a folder.
//
// Choose Plugins > Few-Shot > Classify Images of Folder, or from another macro:
//
//   dir = getDirectory("plugins") + "Few-Shot/";
//   runMacro(dir + "Classify_Images_of_Folder.ijm", "classifier=/data/cells.fewshot input=/data/slides output=/data/results");
//
// classifier   classifier file
// input        folder of images
// output       folder for the results; made if need be
// ...          and whatever else Classify Folder... takes: mode, stride, overwrite
//
// The same call goes on where an earlier one was interrupted.

var options = getArgument();

if (options == "") {
    if (call("java.awt.GraphicsEnvironment.isHeadless") == "true")
        exit("Without a screen give the macro its options: classifier=FILE input=FOLDER output=FOLDER.");
    Dialog.create("Classify Images of Folder");
    Dialog.addFile("Classifier", "");
    Dialog.addDirectory("Folder of images", "");
    Dialog.addDirectory("Folder for the results", "");
    Dialog.show();
    options = "classifier=[" + Dialog.getString() + "]";
    options += " input=[" + Dialog.getString() + "]";
    options += " output=[" + Dialog.getString() + "]";
}
require("classifier", "the classifier file to apply");
require("input", "the folder of images to classify");
require("output", "the folder for the results");
overwrite = option("overwrite");
resume = option("resume");
if (overwrite != "true" && resume == "")
    options += " resume=true";
install();
run("Classify Folder...", options);

function require(key, what) {
    value = option(key);
    if (value == "")
        exit("Give " + what + ": " + key + "=PATH.");
}

// The value of "key=value" or "key=[value with spaces]" in the options, or nothing.
function option(key) {
    return call("ij.Macro.getValue", options + " ", key, "");
}

// Plain ImageJ, whose version has no "/", knows the commands only when it has a screen; Fiji always does.
function install() {
    if (indexOf(getVersion(), "/") < 0)
        call("sc.fiji.fewshot.imagej.Commands.install");
}
