package io.powerx.publish.scaffold;

import org.jspecify.annotations.Nullable;

/** A declarative pipeline that checks every build and publishes the version of a tag. */
final class JenkinsFile {
    static final String NAME = "Jenkinsfile";

    private JenkinsFile() {}

    /**
     * @param folder of the plugin in the repository; blank for its root
     * @param build shell command; null for none
     */
    static String text(String folder, @Nullable String build) {
        String project = folder.isEmpty() ? "" : ", project: " + quoted(folder);
        return """
                // Checks every build, and publishes the version of a tag. px-plugin init wrote this file; change it as you need.
                // Jenkins needs the plugin powerx-publish with an endpoint and a signing key
                // (Manage Jenkins » System » PowerX Marketplace), and a multibranch job that discovers tags.
                pipeline {
                  agent any
                  options {
                    disableConcurrentBuilds()
                    timeout(time: 1, unit: 'HOURS')
                  }
                  stages {
                %s    stage('Check') {
                      steps {
                        pxPrecheck(offline: true%s)
                      }
                    }
                    stage('Publish') {
                      when { buildingTag() }
                      steps {
                        pxPublish(tag: env.TAG_NAME, channel: %s ? 'beta' : 'stable'%s)
                      }
                    }
                  }
                }
                """.formatted(stage(folder, build), project, beta(folder), project);
    }

    /** Whether the version of the tag is a pre-release. Tags may begin with the name of the folder, which may have a hyphen itself. */
    private static String beta(String folder) {
        return folder.contains("-")
                ? "env.TAG_NAME.substring(env.TAG_NAME.lastIndexOf('/') + 1).contains('-')"
                : "env.TAG_NAME.contains('-')";
    }

    private static String stage(String folder, @Nullable String build) {
        if (build == null) {
            return "";
        }
        String step = "sh " + quoted(build);
        return """
                    stage('Build') {
                      steps {
                        %s
                      }
                    }
                """.indent(0).formatted(folder.isEmpty() ? step : "dir(" + quoted(folder) + ") { " + step + " }");
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
