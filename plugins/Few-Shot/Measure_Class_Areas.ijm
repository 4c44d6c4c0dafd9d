// Measures how much of each slice belongs to each class, in square units of the image and as a fraction of the slice.
//
// Choose Plugins > Few-Shot > Measure Class Areas with an image open, or from another macro:
//
//   dir = getDirectory("plugins") + "Few-Shot/";
//   csv = runMacro(dir + "Measure_Class_Areas.ijm", "classifier=/data/cells.fewshot output=/data/areas.csv");
//
// classifier   classifier file
// output       table to write (.csv); shown only if left out
// overwrite    true: replace that table
// file         file of the image; the open image if left out
// stride       pixels from one patch to the next; a quarter of the patch if left out
//
// Returns the table as text, with the columns slice, class, area, unit, fraction.

var options = getArgument();

headless = call("java.awt.GraphicsEnvironment.isHeadless");
if (options == "") {
    if (headless == "true")
        exit("Without a screen give the macro its options: classifier=FILE output=FILE file=IMAGE.");
    Dialog.create("Measure Class Areas");
    Dialog.addFile("Classifier", "");
    Dialog.show();
    options = "classifier=[" + Dialog.getString() + "]";
}
classifier = option("classifier", "");
output = option("output", "");
file = option("file", "");
overwrite = option("overwrite", "false");
if (classifier == "")
    exit("Give the classifier file to apply: classifier=FILE.");
if (file == "" && nImages == 0)
    exit("There is no image; open one, or give its file: file=IMAGE.");
if (output != "" && File.exists(output) && overwrite != "true")
    exit(output + " exists; choose another name (output), or replace it (overwrite=true).");

setBatchMode(true);
install();
run("Classify Image or Stack...", "classifier=[" + classifier + "] file=[" + file + "] stride=" + option("stride", "0")
    + " mode=patches overlay=false labels=true");
selectImage(nImages);
csv = measure();
close();
setBatchMode(false);
if (output != "")
    save(csv, output);
if (headless != "true")
    show(csv);
return csv;

// Counts the pixels of each class in the label map on top, whose information names the classes.
function measure() {
    names = split(getMetadata("Info"), "\n");
    getPixelSize(unit, width, height);
    csv = "slice,class,area,unit,fraction\n";
    for (slice = 1; slice <= nSlices; slice++) {
        setSlice(slice);
        if (bitDepth() == 8)
            getHistogram(0, counts, 256);
        else
            getHistogram(0, counts, 65536);
        for (c = 0; c < names.length; c++) {
            name = substring(names[c], indexOf(names[c], ": ") + 2);
            fraction = counts[c] / (getWidth() * getHeight());
            csv += "" + slice + ",\"" + replace(name, "\"", "\"\"") + "\"," + d2s(counts[c] * width * height, 4) + ","
                + unit + "^2," + d2s(fraction, 6) + "\n";
        }
    }
    return csv;
}

// Under another name first, so that no half-written table has the final one.
function save(text, path) {
    part = path + ".part";
    File.saveString(text, part);
    if (File.exists(path))
        deleted = File.delete(path);
    if (!File.rename(part, path))
        exit(path + " cannot be written; choose another name (output).");
}

function show(csv) {
    lines = split(csv, "\n");
    title = "Class Areas";
    Table.create(title);
    for (i = 1; i < lines.length; i++) {
        // The class, in quotation marks, may hold a comma.
        first = indexOf(lines[i], ",\"");
        last = lastIndexOf(lines[i], "\",");
        numbers = split(substring(lines[i], last + 2), ",");
        Table.set("slice", i - 1, parseInt(substring(lines[i], 0, first)), title);
        Table.set("class", i - 1, replace(substring(lines[i], first + 2, last), "\"\"", "\""), title);
        Table.set("area", i - 1, parseFloat(numbers[0]), title);
        Table.set("unit", i - 1, numbers[1], title);
        Table.set("fraction", i - 1, parseFloat(numbers[2]), title);
    }
    Table.update(title);
}

// The value of "key=value" or "key=[value with spaces]" in the options, or else another.
function option(key, otherwise) {
    return call("ij.Macro.getValue", options + " ", key, otherwise);
}

// Plain ImageJ, whose version has no "/", knows the commands only when it has a screen; Fiji always does.
function install() {
    if (indexOf(getVersion(), "/") < 0)
        call("sc.fiji.fewshot.imagej.Commands.install");
}
