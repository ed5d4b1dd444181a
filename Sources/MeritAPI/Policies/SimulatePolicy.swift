import HTTPTypes
import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritJSON
import MeritLedger
import MeritReports
import MeritSimulation
import NIOCore

/// `POST /v1/policies/simulate?from&to[&format]`: what the policy in the body would have made of
/// the orders created on those days, both included. Answers line by line (JSON Lines) while it
/// works: `{"progress":{…}}`, and at last `{"result":{…}}`, or `{"rendered":"…"}` with a format for
/// people, or `{"problem":{…}}`. Nothing is written; who closes the connection ends it.
enum SimulatePolicy: Endpoint {
    static let route = RouteName("POST", "/v1/policies/simulate")
    static let scope: Scope? = .policies
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(["from", "to", "format"])
        let days = try query.days()
        let format =
            try query.optional("format", "json, csv or table") { ReportFormat(rawValue: $0) }
            ?? .json
        let draft = try await PolicyBody.read(call)
        guard let turn = call.parts.simulations.take() else { throw Problem(.simulationBusy) }
        let simulation = Simulation(store: call.store, draft: draft, days: days)
        return Response(
            status: .ok, headers: [.contentType: "application/jsonl", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                for await event in simulation.events() {
                    try await writer.write(ByteBuffer(bytes: line(event, format)))
                }
                turn.end()
                try await writer.finish(nil)
            })
    }

    private static func line(_ event: SimulationEvent, _ format: ReportFormat) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            switch event {
            case .progress(let progress):
                writer.key("progress")
                progress.write(to: &writer)
            case .finished(let result) where format == .json:
                writer.key("result")
                result.write(to: &writer)
            case .finished(let result):
                let text = String(decoding: result.rendered(as: format), as: UTF8.self)
                writer.member("rendered", text)
            case .failed(let failure):
                writer.key("problem")
                writer.raw(Problem(ErrorCode(failure), detail: failure.message).json)
            }
        }
        return writer.take() + [0x0a]
    }
}

extension Query {
    /// `from` and `to`: business days, both included.
    func days() throws(Problem) -> DayRange {
        let day = "a date (2026-11-21)"
        let first = try required("from", day) { CivilDate($0) }
        let last = try required("to", day) { CivilDate($0) }
        guard first <= last else {
            throw Problem(.queryInvalid, detail: "to lies before from.")
        }
        return DayRange(first: first, last: last)
    }
}

extension ErrorCode {
    fileprivate init(_ failure: SimulationFailure) {
        switch failure {
        case .cancelled: self = .simulationCancelled
        case .store: self = .storeUnavailable
        case .tooLarge: self = .simulationTooLarge
        case .thread: self = .simulationFailed
        }
    }
}
