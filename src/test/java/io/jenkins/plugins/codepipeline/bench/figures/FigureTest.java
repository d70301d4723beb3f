package io.jenkins.plugins.codepipeline.bench.figures;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.Test;

public class FigureTest {

    private static final Figure ENOUGH = Figure.ofCalls(Figure.LEAST_CALLS, 12);
    private static final Figure TOO_FEW = Figure.ofCalls(7, 12);

    @Test
    public void tooFewCallsMakeNoFigure() {
        assertThat(ENOUGH.toString(), is("12.0"));
        assertThat(TOO_FEW.toString(), is("only 7 calls"));
        assertThat(Figure.NOT_MEASURED.toString(), is("—"));
    }

    @Test
    public void aRatioIsMissingIfEitherPartIs() {
        assertThat(ENOUGH.over(Figure.of(4)).toString(), is("3.00"));
        assertThat(ENOUGH.over(TOO_FEW).toString(), is("only 7 calls"));
        assertThat(TOO_FEW.over(Figure.of(4)).times(2).toString(), is("only 7 calls"));
        assertThat(Figure.NOT_MEASURED.over(ENOUGH).toString(), is("—"));
    }

    @Test
    public void aMedianIsMissingIfARoundIsAndTellsTheFewestCalls() {
        Figure fewer = Figure.ofCalls(3, 12);
        assertThat(Figure.median(List.of(ENOUGH, Figure.of(1), Figure.of(40))).toString(), is("12.0"));
        assertThat(Figure.median(List.of(TOO_FEW, ENOUGH, fewer)).toString(), is("only 3 calls"));
        assertThat(Figure.max(List.of(ENOUGH, TOO_FEW)).toString(), is("only 7 calls"));
    }

    @Test
    public void aBoundWithoutAFigureIsNeitherKeptNorBroken() {
        assertThat(Bound.atMost(12, "", ENOUGH).verdict(), is("yes"));
        assertThat(Bound.atMost(11, "", ENOUGH).verdict(), is("**no**"));
        assertThat(Bound.atLeast(13, "", ENOUGH).verdict(), is("**no**"));
        assertThat(Bound.atMost(12, "", TOO_FEW).verdict(), is("not measured: only 7 calls"));
        assertThat(Bound.atLeast(1, "", Double.NaN).verdict(), is("not measured"));
    }
}
