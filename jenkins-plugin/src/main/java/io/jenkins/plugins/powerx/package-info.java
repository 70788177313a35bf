/** What all parts of the plugin share: texts and words. */
package io.jenkins.plugins.powerx;
