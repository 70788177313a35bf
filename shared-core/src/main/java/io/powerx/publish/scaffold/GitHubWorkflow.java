package io.powerx.publish.scaffold;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A workflow that checks pull requests and publishes the version of a tag. */
final class GitHubWorkflow {
    static final String NAME = ".github/workflows/px-plugin.yml";

    /** The same commits as in docs/examples/workflows, which Dependabot keeps up to date. */
    static final String CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1";

    static final String UPLOAD = "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_./-]*");
    private static final Pattern PLAIN_COMMAND = Pattern.compile("[a-z]+ [A-Za-z0-9_./& -]*[A-Za-z0-9]");

    private GitHubWorkflow() {}

    /**
     * @param folder of the plugin in the repository; blank for its root, otherwise tags begin with its last part
     * @param build shell command; null for none
     */
    static String text(String folder, @Nullable String build) {
        String name = folder.substring(folder.lastIndexOf('/') + 1);
        String tags = folder.isEmpty() ? "v*" : name + "/v*";
        String beta = name.contains("-")
                ? "(contains(github.ref_name, '-alpha') || contains(github.ref_name, '-beta') || contains(github.ref_name, '-rc'))"
                : "contains(github.ref_name, '-')";
        String project = folder.isEmpty() ? "" : "          project: " + quoted(folder) + "\n";
        String steps = steps(folder, build);
        return """
                # Checks pull requests, and publishes the version of a tag. px-plugin init wrote this file; change it as you need.
                #
                # Settings » Secrets and variables » Actions needs:
                #   variable PX_MARKETPLACE_API_URL    URL of the Marketplace
                #   variable PX_SIGNING_CERTIFICATE    certificate of the signing key, PEM
                #   secret   PX_SIGNING_KEY            private key, PEM
                # The Marketplace needs this workflow as a trusted publisher of the plugin. To try the workflow without all of
                # that, replace the inputs of the step Publish with "sandbox: true".
                name: Plugin

                on:
                  pull_request:
                  push:
                    tags: [%1$s]

                permissions:
                  contents: read

                concurrency:
                  group: px-plugin-${{ github.ref }}
                  cancel-in-progress: false

                jobs:
                  check:
                    if: github.event_name == 'pull_request'
                    runs-on: ubuntu-24.04
                    timeout-minutes: 20
                    steps:
                %2$s      - name: Check
                        uses: powerx/publish-action@v1
                        with:
                          command: precheck
                %3$s          offline: true

                  publish:
                    if: github.event_name == 'push'
                    runs-on: ubuntu-24.04
                    timeout-minutes: 30
                    permissions:
                      contents: read
                      id-token: write # to exchange for a short-lived token of the Marketplace
                    steps:
                %2$s      - name: Publish
                        id: publish
                        uses: powerx/publish-action@v1
                        with:
                %3$s          tag: ${{ github.ref_name }}
                          channel: ${{ %4$s && 'beta' || 'stable' }}
                          api-url: ${{ vars.PX_MARKETPLACE_API_URL }}
                          signing-key: ${{ secrets.PX_SIGNING_KEY }}
                          signing-certificate: ${{ vars.PX_SIGNING_CERTIFICATE }}
                      - uses: %5$s
                        if: always() && steps.publish.outputs.receipt-path != ''
                        with:
                          name: publish-receipt
                          path: ${{ steps.publish.outputs.receipt-path }}
                """.formatted(quoted(tags), steps, project, beta, UPLOAD);
    }

    private static String steps(String folder, @Nullable String build) {
        String checkout = """
                      - uses: %s
                        with:
                          persist-credentials: false
                """.formatted(CHECKOUT).indent(0);
        if (build == null) {
            return checkout;
        }
        String directory = folder.isEmpty() ? "" : "        working-directory: " + quoted(folder) + "\n";
        return checkout + "      - name: Build\n" + directory + "        run: "
                + (PLAIN_COMMAND.matcher(build).matches() ? build : quoted(build)) + "\n";
    }

    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "''") + "'";
    }
}
