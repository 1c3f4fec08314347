/**
 * From a workbook to a decision.
 *
 * <p>Start at {@link CompiledPolicy}: it turns a {@link Profile}, what is known of a customer on one day, into a {@link
 * Decision} that names the row of the workbook that decided. {@link Release} puts policies that use each other in order.
 * Nothing here knows Spring, MongoDB or HTTP; nothing in this package knows Drools or Excel either.
 */
@NullMarked
package io.gradus.rules;

import org.jspecify.annotations.NullMarked;
