/**
 * Evaluates policies with Drools; the only place that knows Drools.
 *
 * <p>Start at {@link PolicyCompiler}: it turns a source into a policy that can decide. On the way {@link DrlWriter} writes
 * rules from a decision table ({@link NativeRules} where the table is more than ours can be), {@link DrlGuard} lets through only what a policy may say, and {@link RuleClassLoader} keeps
 * the rest of the Java platform out of reach.
 */
@NullMarked
package io.gradus.rules.drools;

import org.jspecify.annotations.NullMarked;
