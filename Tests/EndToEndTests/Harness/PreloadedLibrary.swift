import ProcessFixture

/// A library that takes the place of some calls of a program, made from
/// `LoadTests/Programs/NAME.c`, which says what it does. Gone with the value.
final class PreloadedLibrary {
    private let folder: TemporaryFolder
    var path: String { folder["fault.so"] }

    init(_ name: String) throws {
        folder = try TemporaryFolder(name)
        let source = "\(Surroundings.root)/LoadTests/Programs/\(name).c"
        try Shell.must("gcc", ["-shared", "-fPIC", "-o", path, source])
    }
}
