package dev.mysqlasync.tests.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A Java file as the compiler's parser sees it.
 *
 * @param types the names of the types it declares, nested ones included
 */
record SourceFile(Path path, String text, List<String> types, List<Method> methods) {

    /** A method or constructor, from its first modifier to its closing brace. */
    record Method(Path file, String name, long lineCount) {}

    static List<SourceFile> parse(Path root, List<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    manager,
                    null,
                    List.of("-proc:none"),
                    null,
                    manager.getJavaFileObjectsFromPaths(
                            files.stream().map(root::resolve).toList()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            return StreamSupport.stream(task.parse().spliterator(), false)
                    .map(unit -> of(root, unit, positions))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SourceFile of(Path root, CompilationUnitTree unit, SourcePositions positions) {
        Path path = root.relativize(Path.of(unit.getSourceFile().toUri()));
        List<String> types = new ArrayList<>();
        List<Method> methods = new ArrayList<>();
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree type, Void nothing) {
                types.add(type.getSimpleName().toString());
                return super.visitClass(type, nothing);
            }

            @Override
            public Void visitMethod(MethodTree method, Void nothing) {
                long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
                long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method));
                methods.add(new Method(path, method.getName().toString(), last - first + 1));
                return super.visitMethod(method, nothing);
            }
        }.scan(unit, null);
        try {
            return new SourceFile(
                    path, unit.getSourceFile().getCharContent(true).toString(), types, methods);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long lineCount() {
        return text.lines().count();
    }

    @Override
    public String toString() {
        return path + " (" + lineCount() + " lines)";
    }
}
