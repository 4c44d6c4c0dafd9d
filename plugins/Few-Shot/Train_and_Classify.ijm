// Learns from the regions in the ROI Manager and colours the image on the screen by class.
//
// Open an image or stack, draw regions, add them to the ROI Manager and name them "class#1", "class#2", ...; then
// choose Plugins > Few-Shot > Train and Classify. The classifier and the results go to a folder beside the image (in
// the home folder if the image was never saved), and the coloured image opens when it is there. Returns its path.

if (nImages == 0)
    exit("There is no image; open one, mark regions and add them to the ROI Manager.");
if (roiManager("count") == 0)
    exit("The ROI Manager is empty; add regions of at least two classes, named 'class#1', 'class#2', ...");
folder = getInfo("image.directory");
if (folder == "")
    folder = getDirectory("home");
name = File.getNameWithoutExtension(getTitle());
folder = folder + name + "-fewshot" + File.separator;
File.makeDirectory(folder);
image = folder + name + ".tif";
marks = folder + name + "-rois.zip";
classifier = folder + name + ".fewshot";

roiManager("deselect");
roiManager("save", marks);
// A copy, since the image on the screen may have been changed since it was opened.
run("Select None");
run("Duplicate...", "title=copy duplicate");
Overlay.remove;
saveAs("Tiff", image);
close();

showStatus("Few-Shot: learning");
fewshot("train\n--examples\n" + marks + "\n--image\n" + image + "\n--out\n" + classifier);
showStatus("Few-Shot: classifying");
fewshot("classify\n--classifier\n" + classifier + "\n--input\n" + image + "\n--out\n" + folder);
open(folder + name + "-overlay.tif");
return folder + name + "-overlay.tif";

function fewshot(words) {
    problems = call("sc.fiji.fewshot.cli.MacroCall.run", words + "\n--overwrite\n--quiet");
    if (problems != "")
        exit(problems);
}
