/** The HTTP interface of the module. */
@NullMarked
package io.gradus.app.shared.web;

import org.jspecify.annotations.NullMarked;
