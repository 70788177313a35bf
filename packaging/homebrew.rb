class PxPlugin < Formula
  desc "Publish PowerX plugins to a Marketplace"
  homepage "https://github.com/powerx/px-publish"
  url "@URL@/px-plugin-@VERSION@.tar.gz"
  sha256 "@SHA256@"
  license "Apache-2.0"

  depends_on "openjdk"

  def install
    libexec.install Dir["*"]
    (bin/"px-plugin").write_env_script libexec/"bin/px-plugin", Language::Java.overridable_java_home_env
    man1.install_symlink Dir[libexec/"share/man/man1/*"]
    bash_completion.install_symlink libexec/"share/bash-completion/completions/px-plugin"
    zsh_completion.install_symlink libexec/"share/zsh/site-functions/_px-plugin"
    fish_completion.install_symlink libexec/"share/fish/vendor_completions.d/px-plugin.fish"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/px-plugin version")
    cp_r libexec/"share/px-plugin/examples/note-plugin", testpath
    system bin/"px-plugin", "publish", "--sandbox", "--project", "note-plugin"
    assert_path_exists testpath/"publish-receipt.sandbox.json"
  end
end
