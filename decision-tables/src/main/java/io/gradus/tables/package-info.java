/**
 * The workbooks that ship.
 *
 * <p>Start at {@link ShippedPolicies}: it hands out the bytes of every shipped workbook and DRL file. How they are read and
 * evaluated is the business of {@code io.gradus.rules}.
 */
@NullMarked
package io.gradus.tables;

import org.jspecify.annotations.NullMarked;
