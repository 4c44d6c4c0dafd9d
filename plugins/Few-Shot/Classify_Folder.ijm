// Applies a classifier to a folder of images or stacks.
//
// From the menu (Plugins > Few-Shot > Classify Folder) it asks for what it needs. From another macro give the same as
// "key=value" lines:
//
//   dir = getDirectory("plugins") + "Few-Shot/";
//   runMacro(dir + "Classify_Folder.ijm", "classifier=/data/cells.fewshot\ninput=/data/slides\noutput=/data/results");
//
// A further line stride=N sets the pixels from one patch to the next. Images that are done already are skipped. Returns
// "" when all is done, else one sentence for each problem.

words = getArgument();
asked = false;
if (words == "") {
    asked = true;
    words = "classifier=" + File.openDialog("Classifier (.fewshot)");
    words += "\ninput=" + getDirectory("Folder of images");
    words += "\noutput=" + getDirectory("Folder for the results");
}
showStatus("Few-Shot: classifying " + value(words, "input", ""));
command = "classify\n--classifier\n" + value(words, "classifier", "");
command += "\n--input\n" + value(words, "input", "");
command += "\n--out\n" + value(words, "output", "");
command += "\n--stride\n" + value(words, "stride", "0");
problems = call("sc.fiji.fewshot.cli.MacroCall.run", command + "\n--resume\n--quiet");
showStatus("Few-Shot: done, see " + value(words, "output", ""));
if (asked && problems != "")
    exit(problems);
return problems;

// What follows "key=" in one of the lines.
function value(lines, key, otherwise) {
    list = split(lines, "\n");
    for (i = 0; i < list.length; i++)
        if (startsWith(list[i], key + "="))
            return substring(list[i], lengthOf(key) + 1);
    return otherwise;
}
