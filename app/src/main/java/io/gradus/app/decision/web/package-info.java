/** The HTTP interface of the module. */
@NullMarked
package io.gradus.app.decision.web;

import org.jspecify.annotations.NullMarked;
