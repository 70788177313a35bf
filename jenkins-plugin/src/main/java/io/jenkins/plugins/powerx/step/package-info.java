/** The steps: {@code pxPublish} and {@code pxPrecheck}, for Pipelines and freestyle jobs. */
package io.jenkins.plugins.powerx.step;
