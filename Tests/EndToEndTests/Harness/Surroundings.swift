import Foundation
import Glibc

/// What the tests find around them.
enum Surroundings {
    /// The package's own folder.
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    private static let own = ProcessInfo.processInfo.environment

    /// The binary under test: `MERIT_BINARY`, else the one that was built beside the tests.
    static let merit = own["MERIT_BINARY"] ?? "\(root)/.build/debug/merit"

    /// A Python with standardwebhooks and PyJWT: `MERIT_TEST_PYTHON`, else the one that
    /// `Tests/run.sh` sets up.
    static let python = own["MERIT_TEST_PYTHON"] ?? "\(root)/.build/clients/bin/python"

    /// Programs that speak to Merit from outside.
    static func client(_ name: String) -> String {
        "\(root)/Tests/EndToEndTests/Clients/\(name).py"
    }

    /// Mounting needs root; where it is missing a test says so and ends.
    static var isRoot: Bool { getuid() == 0 }
}
