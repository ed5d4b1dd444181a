import MeritAttribution
import MeritCore

/// What happened to one small retailer, in the order it was recorded: played on the real pipeline
/// and told to the oracle.
struct History {
    let seed: UInt64
    let calendar: BusinessCalendar
    let identity: IdentitySet
    /// In rising time of recording.
    var steps: [Step]

    struct Step {
        let recordedAt: Timestamp
        let act: Act
    }

    enum Act {
        /// A fact as it stands. Clicks in it are named by `clickAlias(_:)`: the number that the
        /// journal gives them is known when they are recorded.
        case fact(any Fact)
        /// A click, with the number it is named by.
        case click(LinkClick, UInt64)
        /// Who is to be credited for an order.
        case adjust(OrderKey, [Part], Unit)
        /// Resolves the open adjustment of an order, where there is one.
        case resolve(OrderKey, Resolution)
        /// Proposed and approved at once.
        case rerun(PolicyID, from: CivilDate, to: CivilDate)
        /// The oldest open period that has entries is proposed and confirmed.
        case close
        /// Everything so far is applied, judged and posted.
        case settle
    }

    typealias Part = AdjustmentProposed.Part

    /// What the parts of an adjustment are counted in.
    enum Unit {
        case weights
        /// Thousandths of the order's net base, in minor units; the last payee gets the rest.
        case amounts
    }

    /// How a click is named before it has a number.
    static func clickAlias(_ number: UInt64) -> Alias {
        Alias(kind: .click, high: clickNames, low: number)
    }

    static let clickNames: UInt64 = 0xc11c

    /// This history with other steps.
    func with(_ steps: [Step]) -> History {
        History(seed: seed, calendar: calendar, identity: identity, steps: steps)
    }
}

extension History.Act {
    /// True for what a directory begins with: nothing comes to anything without it.
    var isGround: Bool {
        guard case .fact(let fact) = self else { return false }
        return fact is CalendarSet || fact is IdentitySet || fact is PersonAdded
            || fact is ShopAdded
    }

    /// True for what asks rather than tells: it keeps its place in every permutation.
    var keepsPlace: Bool {
        switch self {
        case .click, .settle: false
        case .adjust, .resolve, .rerun, .close: true
        case .fact(let fact):
            !(fact is OrderEvent || fact is ImportedTouch || fact is BeaconTouch
                || fact is ContactChanged || fact is HandOver)
        }
    }
}
