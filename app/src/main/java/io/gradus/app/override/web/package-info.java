/** The HTTP interface of the module. */
@NullMarked
package io.gradus.app.override.web;

import org.jspecify.annotations.NullMarked;
