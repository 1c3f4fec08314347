/** The HTTP interface of the module. */
@NullMarked
package io.gradus.app.assignment.web;

import org.jspecify.annotations.NullMarked;
