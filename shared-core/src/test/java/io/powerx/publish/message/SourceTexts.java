package io.powerx.publish.message;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The English texts in the sources of a module, found by the compiler's parser: what xgettext is for other languages. */
public final class SourceTexts {
    private static final Pattern FORMAT = Pattern.compile("%[0-9.,-]*[sdf]");
    private static final int MAX_VARIANTS = 64;

    private final Set<String> translated = new TreeSet<>();
    private final Set<String> templates = new TreeSet<>();

    private SourceTexts() {}

    /** @param module the folder of a module */
    public static SourceTexts of(Path module) {
        SourceTexts texts = new SourceTexts();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Stream<Path> sources = Files.walk(module.resolve("src/main/java"))) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    null,
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(
                            sources.filter(file -> file.toString().endsWith(".java"))
                                    .toList()));
            task.parse().forEach(unit -> unit.accept(texts.new Scanner(), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /** Texts that the code passes to {@link MessageCatalog#text}, {@link MessageCatalog#count} and to the notes of the console. */
    public Set<String> translated() {
        return translated;
    }

    /** All texts that the code composes, with placeholders for values. */
    public Set<String> templates() {
        return templates;
    }

    private final class Scanner extends TreeScanner<Void, Void> {
        private final Map<String, String> constants = new HashMap<>();

        @Override
        public Void visitVariable(VariableTree variable, Void none) {
            if (variable.getInitializer() != null) {
                List<String> values = variants(variable.getInitializer());
                if (values.size() == 1 && isConstant(variable.getInitializer())) {
                    constants.put(variable.getName().toString(), values.get(0));
                }
            }
            return super.visitVariable(variable, null);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
            if (call.getMethodSelect() instanceof MemberSelectTree select) {
                String receiver = select.getExpression().toString();
                String method = select.getIdentifier().toString();
                List<? extends ExpressionTree> arguments = call.getArguments();
                boolean catalog = receiver.endsWith("messages") || receiver.endsWith("messages()");
                if (catalog && method.equals("text")) {
                    translated(arguments.get(0), "");
                } else if ((catalog || receiver.equals("Quantities")) && method.equals("count")) {
                    translated(arguments.get(1), "{0} ");
                } else if (method.equals("note") && arguments.size() > 1) {
                    translated(arguments.get(1), "");
                } else if (method.equals("formatted")) {
                    templates.addAll(variants(call));
                }
            }
            return super.visitMethodInvocation(call, null);
        }

        @Override
        public Void visitBinary(BinaryTree binary, Void none) {
            templates.addAll(variants(binary));
            return super.visitBinary(binary, null);
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void none) {
            if (literal.getValue() instanceof String text) {
                templates.add(text);
                // The values may be inserted elsewhere.
                templates.add(numbered(FORMAT.matcher(text).replaceAll("\0").replace("%%", "%")));
            }
            return super.visitLiteral(literal, null);
        }

        private void translated(ExpressionTree argument, String prefix) {
            if (isConstant(argument)) {
                variants(argument).forEach(text -> translated.add(prefix + text));
            }
        }

        private boolean isConstant(Tree tree) {
            if (tree instanceof ParenthesizedTree inner) {
                return isConstant(inner.getExpression());
            } else if (tree instanceof ConditionalExpressionTree choice) {
                return isConstant(choice.getTrueExpression()) && isConstant(choice.getFalseExpression());
            } else if (tree instanceof BinaryTree sum) {
                return sum.getKind() == Tree.Kind.PLUS
                        && isConstant(sum.getLeftOperand())
                        && isConstant(sum.getRightOperand());
            } else if (tree instanceof IdentifierTree name) {
                return constants.containsKey(name.getName().toString());
            }
            return tree instanceof LiteralTree literal && literal.getValue() instanceof String;
        }

        /** The texts that an expression can have, with numbered placeholders. */
        private List<String> variants(Tree tree) {
            return raw(tree).stream().map(SourceTexts::numbered).toList();
        }

        /** Values are represented by NUL. */
        private List<String> raw(Tree tree) {
            if (tree instanceof ParenthesizedTree inner) {
                return raw(inner.getExpression());
            } else if (tree instanceof ConditionalExpressionTree choice) {
                List<String> both = new ArrayList<>(raw(choice.getTrueExpression()));
                both.addAll(raw(choice.getFalseExpression()));
                return both;
            } else if (tree instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
                List<String> all = new ArrayList<>();
                for (String left : raw(sum.getLeftOperand())) {
                    for (String right : raw(sum.getRightOperand())) {
                        all.add(left + right);
                    }
                }
                return all.size() > MAX_VARIANTS ? all.subList(0, MAX_VARIANTS) : all;
            } else if (tree instanceof IdentifierTree name) {
                return List.of(constants.getOrDefault(name.getName().toString(), "\0"));
            } else if (tree instanceof LiteralTree literal) {
                return List.of(String.valueOf(literal.getValue()));
            } else if (tree instanceof MethodInvocationTree call
                    && call.getMethodSelect() instanceof MemberSelectTree select
                    && select.getIdentifier().contentEquals("formatted")) {
                return raw(select.getExpression()).stream()
                        .map(format -> FORMAT.matcher(format).replaceAll("\0").replace("%%", "%"))
                        .toList();
            }
            return List.of("\0");
        }
    }

    private static String numbered(String raw) {
        StringBuilder text = new StringBuilder();
        int values = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            text.append(c == 0 ? "{" + values++ + "}" : String.valueOf(c));
        }
        return text.toString();
    }
}
