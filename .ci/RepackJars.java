import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.attribute.RuntimeInvisibleAnnotationsAttribute;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.classfile.attribute.SourceDebugExtensionAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.reflect.AccessFlag;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs jars anew for the one Java of the image. Usage: {@code java RepackJars.java FOLDER_OF_OURS FOLDER_OF_OTHERS JAR...}
 *
 * <p>Each jar loses other Java releases' classes, signatures (the AOT cache refuses every class of a signed jar) and what only compilers
 * read. Classes of others lose the names of local variables and Kotlin's metadata, and keep their line numbers. Those classes of others go
 * that nothing names which stays: neither a reference, nor a signature, nor any text; a text that is a package's name and a dot names all that
 * is below it, for so Bouncy Castle and others put names together. Of their static methods, which for Kotlin and Apache Commons are libraries
 * in single classes, those go whose name and type no class mentions, unless a text is the name alone, or an annotation stands at it.
 */
final class RepackJars {
    private static final Pattern OURS = Pattern.compile("(?:action|shared-core)-[0-9].*(?<!-bouncycastle)\\.jar");
    private static final Pattern UNUSED = Pattern.compile("META-INF/(?:.*/pom\\.xml|(?:proguard|com\\.android\\.tools|native-image|versions)/.*"
            + "|services/java\\.security\\.Provider|[^/]*\\.(?:SF|RSA|DSA|kotlin_module)|MANIFEST\\.MF)|module-info\\.class"
            // The tables of Picnic signatures, a megabyte that no signing profile reads.
            + "|org/bouncycastle/pqc/legacy/picnic/.*\\.properties|.*\\.kotlin_builtins|.*/");
    private static final Pattern NAME = Pattern.compile("[\\w$-]+(?:[./][\\w$-]+)*[./]?");
    private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 1, 0, 0, 2);
    private static final String CLASS = ".class";

    /** The classes that a class names, leaving out the list of its own nested ones; members by name and type; texts that may be names. */
    private record Mentions(Set<String> classes, Set<String> members) {}

    private final Map<String, Map<String, byte[]>> jars = new TreeMap<>();
    private final Map<String, byte[]> classes = new HashMap<>();
    private final NavigableSet<String> names = new TreeSet<>();
    /** Those that hold classes themselves, with a slash at the end. */
    private final Set<String> packages = new HashSet<>();
    private final Set<String> ours = new HashSet<>();
    private final Map<String, Mentions> mentions = new HashMap<>();
    private final Map<String, Set<String>> unusedMethods = new HashMap<>();
    private final ClassFile classFile = ClassFile.of(
            ClassFile.ConstantPoolSharingOption.NEW_POOL,
            ClassFile.DebugElementsOption.DROP_DEBUG,
            ClassFile.DeadCodeOption.KEEP_DEAD_CODE,
            ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(type -> {
                        String descriptor = type.descriptorString();
                        byte[] bytes = classes.get(descriptor.substring(1, descriptor.length() - 1));
                        return bytes == null ? null : new ByteArrayInputStream(bytes);
                    })
                    .orElse(ClassHierarchyResolver.defaultResolver())));

    public static void main(String[] arguments) throws IOException {
        RepackJars repack = new RepackJars();
        for (String jar : List.of(arguments).subList(2, arguments.length)) {
            repack.read(Path.of(jar));
        }
        Set<String> kept = repack.kept();
        for (String jar : repack.jars.keySet()) {
            repack.write(jar, Path.of(arguments[OURS.matcher(jar).matches() ? 0 : 1], jar), kept);
        }
        System.out.printf("%d of %d classes are kept%n", kept.size(), repack.classes.size());
    }

    /** As a Java of this release sees the jar. */
    private void read(Path path) throws IOException {
        String jar = path.getFileName().toString();
        Map<String, byte[]> entries = new TreeMap<>();
        try (JarFile file = new JarFile(path.toFile(), false, JarFile.OPEN_READ, Runtime.version())) {
            for (JarEntry entry : file.versionedStream().toList()) {
                if (!UNUSED.matcher(entry.getName()).matches()) {
                    entries.put(entry.getName(), file.getInputStream(entry).readAllBytes());
                }
            }
            Manifest manifest = new Manifest(file.getManifest());
            manifest.getEntries().clear();
            manifest.getMainAttributes().remove(Attributes.Name.MULTI_RELEASE);
            var bytes = new java.io.ByteArrayOutputStream();
            manifest.write(bytes);
            entries.put(JarFile.MANIFEST_NAME, bytes.toByteArray());
        }
        jars.put(jar, entries);
        entries.forEach((entry, bytes) -> {
            if (entry.endsWith(CLASS)) {
                String name = entry.substring(0, entry.length() - CLASS.length());
                classes.put(name, bytes);
                names.add(name);
                packages.add(folder(name) + "/");
                if (OURS.matcher(jar).matches()) {
                    ours.add(name);
                }
            }
        });
    }

    /** Every round finds methods that only those called which went the round before. */
    private Set<String> kept() {
        while (true) {
            Set<String> kept = reachable();
            Set<String> members = new HashSet<>();
            kept.forEach(name -> members.addAll(mentions.get(name).members()));
            boolean changed = false;
            for (String name : kept) {
                if (!ours.contains(name) && findUnused(name, members)) {
                    mentions.remove(name);
                    changed = true;
                }
            }
            if (!changed) {
                return kept;
            }
        }
    }

    private Set<String> reachable() {
        Set<String> found = new HashSet<>(ours);
        Deque<String> open = new ArrayDeque<>(ours);
        for (Map<String, byte[]> jar : jars.values()) {
            jar.forEach((entry, bytes) -> {
                if (entry.startsWith("META-INF/services/")) {
                    namesIn(new String(bytes, StandardCharsets.UTF_8)).forEach(name -> add(name, found, open));
                }
            });
        }
        while (!open.isEmpty()) {
            String name = open.remove();
            mentions.computeIfAbsent(name, this::mentionsOf).classes().forEach(other -> add(other, found, open));
        }
        return found;
    }

    private static void add(String name, Set<String> found, Deque<String> open) {
        if (found.add(name)) {
            open.add(name);
        }
    }

    private Mentions mentionsOf(String name) {
        Set<String> mentioned = new HashSet<>();
        Set<String> members = new HashSet<>();
        for (PoolEntry entry : classFile.parse(rewritten(name, nested -> false)).constantPool()) {
            if (entry instanceof Utf8Entry text) {
                mentioned.addAll(namesIn(text.stringValue()));
            } else if (entry instanceof NameAndTypeEntry member) {
                members.add(member.name().stringValue() + member.type().stringValue());
            } else if (entry instanceof StringEntry text) {
                members.add(text.stringValue());
            }
        }
        return new Mentions(mentioned, members);
    }

    /** The classes that a text names: a name of either spelling, a signature, a package's name and a dot. */
    private Set<String> namesIn(String text) {
        Set<String> found = new HashSet<>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            String name = matcher.group().replace('.', '/');
            // Signatures put letters before a name, the last of them an L.
            for (int start = 0, letter = 0; letter >= 0; letter = name.indexOf('L', start), start = letter + 1) {
                String candidate = name.substring(start);
                if (packages.contains(candidate)) {
                    found.addAll(names.subSet(candidate, candidate + Character.MAX_VALUE));
                } else if (names.contains(candidate)) {
                    found.add(candidate);
                }
            }
        }
        return found;
    }

    private boolean findUnused(String name, Set<String> members) {
        Set<String> unused = unusedMethods.computeIfAbsent(name, key -> new HashSet<>());
        boolean changed = false;
        ClassModel type = classFile.parse(classes.get(name));
        for (MethodModel method : type.methods()) {
            String member = member(method);
            if (!members.contains(member) && !members.contains(method.methodName().stringValue()) && isPlainFunction(type, method)) {
                changed |= unused.add(member);
            }
        }
        return changed;
    }

    /** Nothing that the JVM or the class library calls by itself. */
    private static boolean isPlainFunction(ClassModel type, MethodModel method) {
        String name = method.methodName().stringValue();
        boolean ofEnum = type.flags().has(AccessFlag.ENUM) && (name.equals("values") || name.equals("valueOf"));
        boolean annotated = method.findAttribute(java.lang.classfile.Attributes.runtimeVisibleAnnotations()).stream()
                .flatMap(found -> found.annotations().stream())
                .anyMatch(annotation -> !annotation.className().stringValue().startsWith("Lkotlin/"));
        return method.flags().has(AccessFlag.STATIC) && !name.startsWith("<") && !name.startsWith("$") && !ofEnum && !annotated;
    }

    private static String member(MethodModel method) {
        return method.methodName().stringValue() + method.methodType().stringValue();
    }

    private byte[] rewritten(String name, Predicate<String> keptNested) {
        ClassModel original = classFile.parse(classes.get(name));
        Set<String> unused = unusedMethods.getOrDefault(name, Set.of());
        ClassTransform transform = (builder, element) -> {
            switch (element) {
                case MethodModel method when unused.contains(member(method)) -> {}
                case RuntimeVisibleAnnotationsAttribute annotations -> {
                    var rest = annotations.annotations().stream()
                            .filter(annotation -> !annotation.className().equalsString("Lkotlin/Metadata;"))
                            .toList();
                    if (!rest.isEmpty()) {
                        builder.with(RuntimeVisibleAnnotationsAttribute.of(rest));
                    }
                }
                case InnerClassesAttribute inner -> {
                    var rest = inner.classes().stream()
                            .filter(nested -> keptNested.test(nested.innerClass().asInternalName()))
                            .toList();
                    if (!rest.isEmpty()) {
                        builder.with(InnerClassesAttribute.of(rest));
                    }
                }
                case NestMembersAttribute members -> {
                    List<ClassEntry> rest = members.nestMembers().stream()
                            .filter(nested -> keptNested.test(nested.asInternalName()))
                            .toList();
                    if (!rest.isEmpty()) {
                        builder.with(NestMembersAttribute.of(rest));
                    }
                }
                case RuntimeInvisibleAnnotationsAttribute unread -> {}
                case SourceDebugExtensionAttribute unread -> {}
                default -> builder.with(element);
            }
        };
        return classFile.transformClass(original, transform);
    }

    private void write(String jar, Path target, Set<String> kept) throws IOException {
        Set<String> folders = new HashSet<>();
        kept.forEach(name -> folders.add(folder(name)));
        try (OutputStream out = Files.newOutputStream(target);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            put(zip, JarFile.MANIFEST_NAME, jars.get(jar).remove(JarFile.MANIFEST_NAME));
            for (var entry : jars.get(jar).entrySet()) {
                String path = entry.getKey();
                String name = path.endsWith(CLASS) ? path.substring(0, path.length() - CLASS.length()) : null;
                if (name == null && (path.startsWith("META-INF/") || folders.contains(folder(path)))) {
                    put(zip, path, entry.getValue());
                } else if (name != null && ours.contains(name)) {
                    put(zip, path, entry.getValue());
                } else if (name != null && kept.contains(name)) {
                    put(zip, path, checked(name, kept));
                }
            }
        }
    }

    /** What the JVM would refuse must end the build. */
    private byte[] checked(String name, Set<String> kept) {
        byte[] bytes = rewritten(name, nested -> kept.contains(nested) || !classes.containsKey(nested));
        var problems = classFile.verify(bytes);
        if (!problems.isEmpty() && classFile.verify(classes.get(name)).isEmpty()) {
            throw new IllegalStateException(name + ": " + problems);
        }
        return bytes;
    }

    private static void put(ZipOutputStream zip, String path, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(path);
        entry.setTimeLocal(DATE);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static String folder(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
