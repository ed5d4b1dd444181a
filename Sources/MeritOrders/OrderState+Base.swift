package import MeritCore

extension OrderState {
    /// What is credited before any refund and whatever was cancelled: the lines as now known, 0 for
    /// those of an excluded category, under `paid` with the freight. Above `Int64.max` that.
    package func baseBeforeRefunds(
        _ credited: CreditBase, excluding categories: Set<Category>
    ) -> MinorAmount {
        var sum: Int128 = 0
        for line in lines where !(line.category.map(categories.contains) ?? false) {
            sum += Int128(line.amount.value)
        }
        if credited == .paid { sum += Int128(freight.value) }
        return MinorAmount(Int64(clamping: sum))
    }
}
