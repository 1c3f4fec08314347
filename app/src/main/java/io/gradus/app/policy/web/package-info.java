/** The HTTP interface of the module. */
@NullMarked
package io.gradus.app.policy.web;

import org.jspecify.annotations.NullMarked;
