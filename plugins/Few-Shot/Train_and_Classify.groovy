// Learns from the marked regions of one image and applies that to a folder, through SciJava's commands.
//
// For Fiji, with or without a screen. In the script editor, Run asks for the parameters below; from a shell:
//
//   fiji --headless --run plugins/Few-Shot/Train_and_Classify.groovy \
//     'image="/data/slide.tif",examples="/data/rois.zip",input="/data/slides",output="/data/results"'
//
// image      marked image or stack
// examples   its regions: ROI set or GeoJSON
// input      folder of images or stacks
// output     folder for the classifier and the results; made if need be
// views      augmented views of each example to learn from; 8 if left out
// patch      side of a patch in pixels; the median side of the regions if left out
// stride     pixels from one patch to the next; a quarter of the patch if left out
//
// The same call goes on where an earlier one was interrupted.

#@ File (label = "Marked image or stack") image
#@ File (label = "Its regions (ROI set or GeoJSON)", style = "file") examples
#@ File (label = "Folder of images", style = "directory") input
#@ File (label = "Folder for the results", style = "directory") output
#@ Integer (label = "Views of each example", value = 8) views
#@ Integer (label = "Patch (pixels, 0 = automatic)", value = 0) patch
#@ Integer (label = "Stride (pixels, 0 = automatic)", value = 0) stride
#@ CommandService commands
#@ ModuleService modules

import sc.fiji.fewshot.command.ClassifyFolder
import sc.fiji.fewshot.command.TrainClassifier

// A command that fails tells why, in one sentence; nothing may work on results that are not there. "false": the parameters
// are these alone, and neither asked for in a dialog nor taken from the line of a macro that runs this script.
def succeeds = { type, parameters ->
    !modules.run(commands.getCommand(type), false, parameters).get().isCanceled()
}

output.mkdirs()
def classifier = new File(output, "classifier.fewshot")
def training = [file: image, examples: examples, output: classifier, views: views, patch: patch]
if (classifier.exists() || succeeds(TrainClassifier, training)) {
    succeeds(ClassifyFolder, [classifier: classifier, input: input, output: output, stride: stride, resume: true])
}
