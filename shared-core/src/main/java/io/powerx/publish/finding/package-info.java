/** What checks find; the one model that every report, annotation and page is made from. */
@NullMarked
package io.powerx.publish.finding;

import org.jspecify.annotations.NullMarked;
