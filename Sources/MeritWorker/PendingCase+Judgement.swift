import MeritAttribution
import MeritCore
import MeritStore

extension PendingCase {
    /// What comes of it by the rules, or by what two people agreed on.
    func judgement(in directory: Directory) -> Judgement {
        switch self {
        case .judging(let subject): judge(subject, directory: directory)
        case .adjustment(let subject): .decided(subject.decision(in: directory))
        }
    }
}
