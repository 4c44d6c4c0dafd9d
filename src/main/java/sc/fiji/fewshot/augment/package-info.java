/**
 * Views of an example: turned, mirrored, scaled, shifted and recoloured copies that teach a
 * classifier what does not matter.
 */
package sc.fiji.fewshot.augment;
