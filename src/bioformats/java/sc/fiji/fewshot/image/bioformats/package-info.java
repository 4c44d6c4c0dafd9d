/** Images of microscopes' own formats, read by Bio-Formats; built with the profile of that name. */
package sc.fiji.fewshot.image.bioformats;
