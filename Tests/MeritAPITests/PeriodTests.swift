import DoorFixture
import Foundation
import MeritAPI
import MeritCore
import MeritCrypto
import MeritIntake
import MeritJSON
import MeritStore
import Testing

struct PeriodTests {
    @Test func `two people close a month, and its files are those bytes for ever`() async throws {
        try await Firm.working { (firm: Firm) async throws in
            let listed = try await firm.ann.get("periods").items
            #expect(listed.map { $0["period"] } == [.string("2026-11")])
            #expect(listed.first?["state"] == .string("open"))
            let proposed = try await firm.ann.post("periods/2026-11/propose", "")
            #expect(proposed.status == 200, "\(proposed.text)")
            #expect(proposed.string("state") == "proposed")
            #expect(try await firm.ann.post("periods/2026-11/close", "").code == "same_person")
            #expect(
                try await firm.owner.post("periods/2026-11/close", "").code == "person_required")
            let closed = try await firm.bob.post("periods/2026-11/close", "")
            #expect(closed.status == 200, "\(closed.text)")
            #expect(closed.string("state") == "sealed")
            let files = try await firm.ann.get("periods/2026-11/files").items
            #expect(!files.isEmpty)
            for file in files {
                guard case .string(let name)? = file["file"] else { continue }
                let reply = try await firm.ann.get("periods/2026-11/files/\(name)")
                #expect(reply.status == 200)
                let digest = SHA256.hash(reply.text.utf8).hex
                #expect(file["sha256"] == .string(digest), "\(name)")
                #expect(file["bytes"] == .integer(Int64(reply.text.utf8.count)))
            }
            #expect(try await firm.ann.post("periods/2026-11/propose", "").code == "period_closed")
            #expect(try await firm.ann.get("periods/2026-11/files/passwd").code == "not_found")
            let outside = try await firm.ann.get("periods/2026-11/files/..%2F..%2Fvault.db")
            #expect(outside.code == "not_found")
            #expect(try await firm.ann.get("periods/2026-10/files").code == "not_found")
        }
    }

    @Test func `a sealed file that was changed or lost is not given out`() async throws {
        try await Firm.working { (firm: Firm) async throws in
            _ = try await firm.ann.post("periods/2026-11/propose", "")
            _ = try await firm.bob.post("periods/2026-11/close", "")
            let folder = firm.door.sealedFolder + "/2026-11/"
            let name = "staff.csv"
            let path = folder + name
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: path)
            try Data("changed".utf8).write(to: URL(filePath: path))
            let changed = try await firm.ann.get("periods/2026-11/files/\(name)")
            #expect(changed.status == 500)
            #expect(changed.code == "seal_damaged")
            try FileManager.default.removeItem(atPath: path)
            let lost = try await firm.ann.get("periods/2026-11/files/\(name)")
            #expect(lost.code == "seal_damaged")
        }
    }

    @Test func `a month that has not ended, or is not proposed, is not closed`() async throws {
        try await Firm.working { (firm: Firm) async throws in
            #expect(
                try await firm.bob.post("periods/2026-11/close", "").code == "close_not_proposed")
            #expect(
                try await firm.ann.post("periods/2026-12/propose", "").code
                    == "close_out_of_order")
            firm.door.setTime(Timestamp(rfc3339: "2026-11-30T23:59:59+08:00") ?? .distantPast)
            #expect(
                try await firm.ann.post("periods/2026-11/propose", "").code == "close_not_ended")
            #expect(try await firm.ann.post("periods/nonsense/propose", "").code == "query_invalid")
        }
    }

    @Test func `what stands in the way is listed, and may be waived with a reason`() async throws {
        try await Firm.working { (firm: Firm) async throws in
            firm.door.setTime(Timestamp(rfc3339: "2026-11-28T10:00:00+08:00") ?? .distantPast)
            let bad = try await firm.owner.post(
                "orders/import?shop=mall&file=\(Firm.file)", "{nonsense", type: "application/jsonl")
            #expect(bad.integer("bad") == 1)
            firm.door.setTime(Timestamp(rfc3339: "2026-12-02T10:00:00+08:00") ?? .distantPast)
            #expect(try await firm.propose(firm.ann).status == 201)
            let refused = try await firm.ann.post("periods/2026-11/propose", "")
            #expect(refused.status == 409)
            #expect(refused.code == "close_refused")
            #expect(refused.objects("errors").count == 2, "\(refused.text)")
            #expect(refused.text.contains("Bad record"))
            #expect(refused.text.contains("Adjustment 1"))
            let unsaid = try await firm.ann.post("periods/2026-11/propose", #"{"waive":true}"#)
            #expect(unsaid.code == "body_invalid")
            #expect(unsaid.pointers == ["/reason"])
            let waived = try await firm.ann.post(
                "periods/2026-11/propose", #"{"waive":true,"reason":"a test line"}"#)
            #expect(waived.status == 200, "\(waived.text)")
            #expect(try await firm.bob.post("periods/2026-11/close", "").status == 200)
        }
    }

    @Test func `an entry posted since makes a proposal stale`() async throws {
        try await Firm.working { (firm: Firm) async throws in
            #expect(try await firm.ann.post("periods/2026-11/propose", "").status == 200)
            try await firm.bring("A2")
            #expect(try await firm.bob.post("periods/2026-11/close", "").code == "close_stale")
            #expect(try await firm.ann.post("periods/2026-11/propose", "").status == 200)
            #expect(try await firm.bob.post("periods/2026-11/close", "").status == 200)
        }
    }

    @Test func `of two confirmations at once one closes the month`() async throws {
        try await Firm.working { (firm: Firm) async throws in
            #expect(try await firm.ann.post("periods/2026-11/propose", "").status == 200)
            let replies = try await Firm.race(
                { try await firm.bob.post("periods/2026-11/close", "") },
                { try await firm.cat.post("periods/2026-11/close", "") })
            #expect(replies.map(\.status).sorted() == [200, 409])
            #expect(replies.compactMap(\.code) == ["period_closed"])
        }
    }

    @Test func `whoever was made in that month is no second person for it`() async throws {
        try await Firm.working { (firm: Firm) async throws in
            firm.door.setTime(Timestamp(rfc3339: "2026-11-29T10:00:00+08:00") ?? .distantPast)
            let dan = try await Firm.person("Dan", firm.ann)
            firm.door.setTime(Timestamp(rfc3339: "2026-12-02T10:00:00+08:00") ?? .distantPast)
            #expect(try await firm.ann.post("periods/2026-11/propose", "").status == 200)
            #expect(try await dan.post("periods/2026-11/close", "").code == "person_related")
        }
    }
}
