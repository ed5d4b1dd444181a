import MeritJSON
import ProcessFixture

/// The answer of `GET /metrics`, as the library prometheus_client reads it.
struct Figures {
    struct Sample {
        let family: String
        let type: String
        let help: String
        let name: String
        let labels: [String: String]
        let value: Double
    }

    let samples: [Sample]

    init(_ text: String) throws {
        let finished = try Shell.must(
            Surroundings.python, [Surroundings.client("read_metrics")], input: text)
        samples = try finished.lines.map { line in
            let sample = try JSONValue(text: line)
            var labels: [String: String] = [:]
            if case .object(let members)? = sample["labels"] {
                for member in members.members { labels[member.key] = member.value.text }
            }
            return Sample(
                family: sample["family"]?.text ?? "", type: sample["type"]?.text ?? "",
                help: sample["help"]?.text ?? "", name: sample["name"]?.text ?? "",
                labels: labels, value: Double(sample["value"]?.text ?? "") ?? .nan)
        }
    }

    /// The sum of the series of a name that have these labels, nil where there is none.
    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        let found = samples.filter { sample in
            sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
        }
        return found.isEmpty ? nil : found.reduce(0) { $0 + $1.value }
    }
}
