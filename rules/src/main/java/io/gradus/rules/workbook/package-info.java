/**
 * Workbooks as analysts keep them.
 *
 * <p>Start at {@link WorkbookReader}: it reads a file once into a {@link PolicyWorkbook}, typed cell by cell, each with the
 * place it came from; {@link WorkbookWriter} writes one made for people. Nothing here knows how rules are evaluated.
 */
@NullMarked
package io.gradus.rules.workbook;

import org.jspecify.annotations.NullMarked;
