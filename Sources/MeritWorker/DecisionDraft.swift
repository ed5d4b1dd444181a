import MeritAttribution
import MeritCore

/// Decisions as they are made, up to what one append takes.
struct DecisionDraft {
    private(set) var decisions: [Decision] = []
    private let evidenceMax: Int
    private var evidence = 0

    /// `evidenceMax`: after so many things named a further decision belongs to the next append.
    init(evidenceMax: Int) { self.evidenceMax = evidenceMax }

    var hasRoom: Bool { evidence < evidenceMax }

    mutating func take(_ judgement: Judgement) {
        guard case .decided(let decision) = judgement else { return }
        decisions.append(decision)
        let examined = decision.examined
        evidence += decision.candidates.count + decision.customer.count + decision.shares.count
        evidence += examined.staff.count + examined.departments.count
        evidence += examined.stores.count + examined.links.count
    }
}
