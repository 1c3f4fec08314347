/** The HTTP interface of the module. */
@NullMarked
package io.gradus.app.customer.web;

import org.jspecify.annotations.NullMarked;
