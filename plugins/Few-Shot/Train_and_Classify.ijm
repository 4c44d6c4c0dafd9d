// Learns from the regions in the ROI Manager and colours the image on the screen by class.
//
// Open an image or stack, draw regions, add them to the ROI Manager and name them "class#1", "class#2", ...; then
// choose Plugins > Few-Shot > Train and Classify. The classifier goes to a folder beside the image (in the home folder
// if the image was never saved). Returns its path.

if (nImages == 0)
    exit("There is no image; open one, mark regions and add them to the ROI Manager.");
folder = getInfo("image.directory");
if (folder == "")
    folder = getDirectory("home");
name = File.getNameWithoutExtension(getTitle());
folder = folder + name + "-fewshot" + File.separator;
File.makeDirectory(folder);
classifier = folder + name + ".fewshot";

run("Train Classifier...", "out=[" + classifier + "] method=auto overwrite=true");
run("Classify Image or Stack...", "classifier=[" + classifier + "] overlay=true");
return classifier;
