import DoorFixture
import MeritAPI
import MeritAttribution
import MeritCore
import MeritIntake
import MeritJSON
import MeritStore
import Testing

struct CalendarTests {
    @Test func `the calendar changes for months to come, and says so`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let before = try await client.get("calendar")
            #expect(before.string("time_zone") == "Asia/Shanghai")
            #expect(before.string("day_start") == "00:00")
            #expect(before.integer("month_start") == 1)
            #expect(before.string("today") == "2026-11-21")
            #expect(before.string("holds_from") == nil)
            let set = try await client.put(
                "calendar", #"{"day_start":"04:30","month_start":26,"from":"2027-02"}"#)
            #expect(set.status == 200, "\(set.text)")
            #expect(set.string("day_start") == "04:30")
            #expect(set.integer("month_start") == 26)
            #expect(set.string("holds_from") == "2027-02")
            #expect(set.string("time_zone") == "Asia/Shanghai")
            #expect(set.string("today") == "2026-11-21", "today is a day of the old calendar")
            let calendar = door.store.directory.calendar
            let late = try #require(Timestamp(rfc3339: "2027-03-10T04:00:00+08:00"))
            #expect("\(calendar.day(of: late))" == "2027-03-09")
            let old = try #require(Timestamp(rfc3339: "2027-01-10T04:00:00+08:00"))
            #expect("\(calendar.day(of: old))" == "2027-01-10")
        }
        door.close()
    }

    @Test func `a month that has begun keeps its calendar`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            for month in ["2026-11", "2026-10"] {
                let reply = try await client.put(
                    "calendar", #"{"month_start":26,"from":"\#(month)"}"#)
                #expect(reply.code == "calendar_begun", "\(month)")
            }
        }
        door.close()
    }

    @Test func `a month with entries keeps its calendar`() async throws {
        try await Firm.working { (firm: Firm) async throws in
            try await firm.bring(
                "B1",
                #","completed_at":"2027-03-01T10:00:00+08:00""#)
            let later = ImportTests.order("C1").replacing(
                #""paid_at":"2026-11-20T10:00:00+08:00""#,
                with: #""paid_at":"2027-03-20T10:00:00+08:00""#)
            let reply = try await firm.owner.post(
                "orders/import?shop=mall&file=\(Firm.file)", later, type: "application/jsonl")
            #expect(reply.integer("accepted") == 1)
            let set = try await firm.owner.put("calendar", #"{"month_start":26,"from":"2027-02"}"#)
            #expect(set.code == "calendar_has_entries", "\(set.text)")
        }
    }

    @Test(arguments: [
        (#"{"month_start":29,"from":"2027-02"}"#, "/month_start"),
        (#"{"day_start":"24:00","from":"2027-02"}"#, "/day_start"),
        (#"{"day_start":"4:00","from":"2027-02"}"#, "/day_start"),
        (#"{"time_zone":"Mars/Base","from":"2027-02"}"#, "/time_zone"),
        (#"{"month_start":2}"#, "/from"), (#"{"from":"2027-13"}"#, "/from"),
    ])
    func `what is no calendar is a fault`(body: String, pointer: String) async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let reply = try await client.put("calendar", body)
            #expect(reply.code == "body_invalid")
            #expect(reply.pointers == [pointer])
        }
        door.close()
    }
}
