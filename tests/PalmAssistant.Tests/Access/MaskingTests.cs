using PalmAssistant.Access;

namespace PalmAssistant.Tests.Access;

public class MaskingTests
{
    [Fact] public void An_identity_number_keeps_its_first_six_and_last_four() => Assert.Equal("110108********1234", Masking.Id("110108195001011234"));
    [Fact] public void A_phone_keeps_its_first_three_and_last_four() => Assert.Equal("138****5678", Masking.Phone("13812345678"));
    [Fact] public void A_short_number_never_shows_whole() => Assert.Equal("**6789", Masking.Phone("456789"));
    [Fact] public void Four_characters_are_all_hidden() => Assert.Equal("****", Masking.Id("1234"));
}
