package io.powerx.publish.stage;

/**
 * What a stage made.
 *
 * @param output for the stages after it
 * @param summary the outcome in a few words
 */
record StageResult<O>(O output, String summary) {}
