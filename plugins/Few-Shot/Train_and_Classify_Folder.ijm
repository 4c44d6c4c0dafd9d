// Learns from the regions of one image and applies what was learnt to a folder of images or stacks.
//
// From the menu (Plugins > Few-Shot > Train and Classify Folder) it asks for what it needs. From another macro, or as
// the argument of "-macro" or "-batch" without a screen, give the same as "key=value" lines:
//
//   dir = getDirectory("plugins") + "Few-Shot/";
//   lines = "image=/data/slide.tif\nexamples=/data/rois.zip\ninput=/data/slides\noutput=/data/results";
//   runMacro(dir + "Train_and_Classify_Folder.ijm", lines);
//
// The classifier is written into the folder of results. Images that are done already are skipped, so the same call goes
// on after an interruption.

lines = getArgument();
if (lines == "") {
    lines = "image=" + File.openDialog("Marked image or stack");
    lines += "\nexamples=" + File.openDialog("Its regions (ROI set or GeoJSON)");
    lines += "\ninput=" + getDirectory("Folder of images");
    lines += "\noutput=" + getDirectory("Folder for the results");
}
output = value(lines, "output");
File.makeDirectory(output);
classifier = output + File.separator + "classifier.fewshot";

// Plain ImageJ, whose version has no "/", knows commands only when it has a screen; Fiji always does.
if (indexOf(getVersion(), "/") < 0)
    call("sc.fiji.fewshot.imagej.Commands.install");
if (!File.exists(classifier))
    run("Train Classifier...", "file=[" + value(lines, "image") + "] examples=[" + value(lines, "examples")
        + "] out=[" + classifier + "] method=auto");
run("Classify Folder...", "classifier=[" + classifier + "] input=[" + value(lines, "input") + "] out=[" + output
    + "] resume=true");

// What follows "key=" in one of the lines.
function value(lines, key) {
    list = split(lines, "\n");
    for (i = 0; i < list.length; i++)
        if (startsWith(list[i], key + "="))
            return substring(list[i], lengthOf(key) + 1);
    exit("Give a line '" + key + "=...' to the macro.");
}
