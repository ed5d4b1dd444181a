import Foundation
import NIOCore
import NIOPosix
import SystemPackage
import Testing

@testable import merit

struct ControlSocketTests {
    private func isAnswering(_ folder: String) async throws -> Bool {
        switch try await ControlSocket.answering(in: FilePath(folder)) {
        case .some: true
        case .none: false
        }
    }

    @Test func `nothing runs where there is no directory and no socket`() async throws {
        let folder = try TemporaryFolder()
        #expect(try await !isAnswering(folder.path))
        #expect(try await !isAnswering(folder.path + "/none"))
        let deep = folder.path + "/" + String(repeating: "x", count: 150)
        #expect(try await !isAnswering(deep))
        #expect(try await !isAnswering(try folder.write([], "file")))
    }

    @Test func `a socket that refuses was left behind by a service that was killed`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/control.sock"
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(unixDomainSocketPath: path).get()
        #expect(try await isAnswering(folder.path))
        // Closing removes the path; a killed process does not.
        try FileManager.default.linkItem(atPath: path, toPath: path + ".left")
        try await listener.close()
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: path + ".left", toPath: path)
        #expect(try await !isAnswering(folder.path))
    }
}
