/**
 * What a decision table says as a whole, found exactly: gaps, overlaps, rows that can never decide, contradictions.
 *
 * <p>Start at {@link TableAnalysis}. Each field becomes an {@link Axis} of atoms, pieces that no cell of the table tells
 * apart; a row is a {@link Box} over the axes, and every question is one of box subtraction. Nothing here reads files,
 * compiles rules or looks at customers.
 */
@NullMarked
package io.gradus.rules.analysis;

import org.jspecify.annotations.NullMarked;
