// Learns a classifier from the regions in the ROI Manager.
//
// Open an image or stack, draw regions, add them to the ROI Manager (t) and name them "class#1", "class#2", ...; then
// choose Plugins > Few-Shot > Train from ROI Manager. Without a screen there is no ROI Manager: give examples. From
// another macro:
//
//   dir = getDirectory("plugins") + "Few-Shot/";
//   classifier = runMacro(dir + "Train_from_ROI_Manager.ijm", "output=[/data/my cells.fewshot]");
//
// output     classifier file to write
// examples   file of the regions (ROI set or GeoJSON); the ROI Manager if left out
// file       file of the image; the open image if left out
// ...        and whatever else Train Classifier... takes: method, views, patch, overwrite
//
// Returns the path of the classifier.

var options = getArgument();

if (options == "") {
    if (call("java.awt.GraphicsEnvironment.isHeadless") == "true")
        exit("Without a screen give the macro its options: output=FILE examples=FILE file=IMAGE.");
    if (nImages == 0)
        exit("There is no image; open one, mark regions and add them to the ROI Manager.");
    Dialog.create("Train from ROI Manager");
    Dialog.addFile("Classifier to write", suggestion());
    Dialog.addCheckbox("Replace it if it is there", false);
    Dialog.show();
    options = "output=[" + Dialog.getString() + "]";
    if (Dialog.getCheckbox())
        options += " overwrite=true";
}
output = option("output");
if (output == "")
    exit("Give the classifier file to write: output=FILE.");
install();
run("Train Classifier...", options);
return output;

// A file beside the image, or in the home folder if the image was never saved.
function suggestion() {
    folder = getInfo("image.directory");
    if (folder == "")
        folder = getDirectory("home");
    return folder + File.getNameWithoutExtension(getTitle()) + ".fewshot";
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
